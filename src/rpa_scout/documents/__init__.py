"""Papers that officials hand on: data goes into templates that a city edits in Word and Excel."""
