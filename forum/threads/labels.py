"""What kept pages about threads are called by: the labels that facts name when they change them."""


def of_thread(thread_id: int) -> str:
    """Name what shows a thread."""
    return f"thread:{thread_id}"
