"""What stands behind the ports: queue, mail, files."""
