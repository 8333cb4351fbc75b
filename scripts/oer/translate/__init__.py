"""The translator's side: skeletons, markers for what has changed, and exchange with other tools."""
