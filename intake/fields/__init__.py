"""The form fields that every public form is built of: what each accepts, says, and keeps of its answer."""
