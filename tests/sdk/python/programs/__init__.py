"""Five small applications, written the way applications use boto3; the tests beside this directory run them."""
