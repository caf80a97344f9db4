"""The blank survey form: one workbook a department, written from the declared fields."""

from rpa_scout.forms.saving import form_file_name
from rpa_scout.forms.workbook import form_content, write_form, write_forms

__all__ = ["form_content", "form_file_name", "write_form", "write_forms"]
