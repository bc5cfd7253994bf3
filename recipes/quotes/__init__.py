"""How quotations are measured against annotated articles."""
