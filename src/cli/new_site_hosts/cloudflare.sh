#!/bin/sh
# Cloudflare Pages runs this with each push, where its settings say:
#   build command: sh cloudflare.sh     build output directory: public
# Scheduled articles: .github/workflows/scheduled.yml asks for a build every hour.
# Cloudflare keeps no cache for this command: each build is a whole one.
set -eu
curl -fsSL THE_DOWNLOADS/install.sh | GRIOT_VERSION=THE_VERSION GRIOT_BIN="$HOME/griot" sh
"$HOME/griot/griot" build
