oil = 1
print(oil)
