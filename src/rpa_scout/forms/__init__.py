"""The blank survey form: one workbook a department, written from the declared fields."""

from rpa_scout.forms.saving import form_file_name
from rpa_scout.forms.workbook import FORM_CREATED, form_content, write_form, write_forms

__all__ = ["FORM_CREATED", "form_content", "form_file_name", "write_form", "write_forms"]
