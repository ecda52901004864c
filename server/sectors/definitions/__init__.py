"""The sectors shipped with the platform, one TOML file each."""
