"""Money of remedies in templates."""

from django import template

from rectification import commitment_words

register = template.Library()
register.filter("yuan", commitment_words.yuan)
