"""The room for notebooks: answers that show themselves and are asked further questions."""
