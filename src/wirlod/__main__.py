"""``python -m wirlod`` and the console command ``wirlod``."""

from wirlod.cli import main

if __name__ == "__main__":
    main()
