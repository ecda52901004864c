"""The real services that tests run against: started here, stopped with the test run, even when it is killed."""
