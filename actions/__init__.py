"""Rasa actions: one class a module, named as the module is. They are thin: what they decide lives in ``backline``."""
