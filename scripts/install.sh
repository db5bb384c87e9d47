#!/bin/sh
# Installs the program `griot`: gets the archive for this computer, checks its digest, and puts the
# program into a folder of yours. It needs no root. As published beside a release:
#
#   curl -fsSL ADDRESS/latest/download/install.sh | sh
#
# Variables:
#   GRIOT_VERSION   the version to install, such as 0.1.0 [default: the latest]
#   GRIOT_BIN       the folder of the program [default: ~/.local/bin]
#   GRIOT_RELEASES  the address that the releases lie below
set -eu

# `scripts/release` writes the address here, from Cargo.toml
address=

# say ENGLISH FRENCH
say() {
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    fr*) printf '%s\n' "$2" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# fail ENGLISH FRENCH: nothing was installed.
fail() {
  say "griot: $1" "griot : $2" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

other_ways() { fail "$1; the manual has other ways to install it" "$2 ; le manuel donne d’autres façons de l’installer"; }

# Names this system and processor as the archives do.
this_target() {
  system=$(uname -s)
  processor=$(uname -m)
  case $processor in
    x86_64 | amd64) processor=x86_64 ;;
    aarch64 | arm64) processor=aarch64 ;;
    *) other_ways "there is no program for the processor $processor" "il n’y a pas de programme pour le processeur $processor" ;;
  esac
  case $system in
    Linux)
      if ldd --version 2>&1 | grep -qi musl; then
        other_ways "there is no program for Linux with musl, such as Alpine" "il n’y a pas de programme pour Linux avec musl, comme Alpine"
      fi
      if [ "$(getconf LONG_BIT 2>/dev/null || echo 64)" = 32 ]; then
        other_ways "there is no program for a system of 32 bits" "il n’y a pas de programme pour un système à 32 bits"
      fi
      echo "$processor-unknown-linux-gnu"
      ;;
    Darwin)
      # a shell that Rosetta translates sees the other processor
      if [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then processor=aarch64; fi
      echo "$processor-apple-darwin"
      ;;
    # Windows runs programs for x86-64 on arm64 too
    MINGW* | MSYS* | CYGWIN*) echo x86_64-pc-windows-msvc ;;
    *) other_ways "there is no program for the system $system" "il n’y a pas de programme pour le système $system" ;;
  esac
}

# get ADDRESS FILE
get() {
  url=$1 file=$2
  if has curl; then
    set -- --fail --silent --show-error --location --retry 3
    # no redirect leads from https to http
    case $url in https:*) set -- "$@" --proto '=https' --tlsv1.2 ;; esac
    curl "$@" --output "$file" "$url"
  elif has wget; then
    wget -q -O "$file" "$url"
  else
    fail "this needs \`curl\` or \`wget\`: install one of them" "il faut \`curl\` ou \`wget\` : installez l’un des deux"
  fi || fail "cannot get $url; are you online?" "impossible de télécharger $url ; êtes-vous en ligne ?"
}

# The first word is the digest.
digest() {
  if has sha256sum; then
    sha256sum <"$1"
  elif has shasum; then
    shasum -a 256 <"$1"
  elif has openssl; then
    openssl dgst -sha256 -r <"$1"
  else
    fail "this needs \`sha256sum\`, \`shasum\` or \`openssl\`, to check what it gets" "il faut \`sha256sum\`, \`shasum\` ou \`openssl\`, pour vérifier le téléchargement"
  fi
}

# unpack ARCHIVE FOLDER
unpack() {
  case $1 in
    *.zip) if has unzip; then unzip -q "$1" -d "$2"; else tar -xf "$1" -C "$2"; fi ;;
    *) tar -xzf "$1" -C "$2" ;;
  esac
}

# Says how the shell finds the program, if it does not.
say_path() {
  case :$PATH: in
    *:"$bin":*)
      found=$(command -v griot || true)
      if [ "$found" != "$bin/$program" ] && [ "$found" != "$bin/griot" ]; then
        say "Another griot comes first in your PATH: $found" "Un autre griot vient avant dans votre PATH : $found"
      fi
      return
      ;;
  esac
  shown="$bin"
  case $bin in "$HOME"/*) shown="\$HOME${bin#"$HOME"}" ;; esac
  case ${SHELL:-} in
    */fish) line="fish_add_path \"$shown\"" ;;
    */zsh) line="echo 'export PATH=\"$shown:\$PATH\"' >> ~/.zshrc" ;;
    */bash)
      file=.bashrc
      [ "$(uname -s)" != Darwin ] || file=.bash_profile
      line="echo 'export PATH=\"$shown:\$PATH\"' >> ~/$file"
      ;;
    *) line="echo 'export PATH=\"$shown:\$PATH\"' >> ~/.profile" ;;
  esac
  say "Your shell does not look into that folder yet. Type this line, then open a new terminal:" \
    "Votre terminal ne cherche pas encore dans ce dossier. Tapez cette ligne, puis ouvrez un nouveau terminal :"
  printf '\n  %s\n\n' "$line"
}

main() {
  releases=${GRIOT_RELEASES:-$address}
  [ -n "$releases" ] || fail "set GRIOT_RELEASES: this copy of the script does not say where the releases are" \
    "donnez GRIOT_RELEASES : cette copie du script ne dit pas où sont les versions"
  if [ -z "${GRIOT_BIN:-}" ] && [ -z "${HOME:-}" ]; then
    fail "set GRIOT_BIN to the folder for the program" "donnez dans GRIOT_BIN le dossier du programme"
  fi
  bin=${GRIOT_BIN:-${HOME-}/.local/bin}
  target=$(this_target)
  ending=tar.gz program=griot
  case $target in *windows*) ending=zip program=griot.exe ;; esac
  version=${GRIOT_VERSION:-latest}
  version=${version#v}
  case $version in
    latest) from=$releases/latest/download ;;
    *[!0-9A-Za-z.+-]*) fail "GRIOT_VERSION is not a version: $version" "GRIOT_VERSION n’est pas une version : $version" ;;
    *) from=$releases/download/v$version ;;
  esac

  work=$(mktemp -d)
  new=$bin/.new-$$-$program
  trap 'rm -rf "$work" "$new"' EXIT
  trap 'exit 1' HUP INT TERM
  get "$from/SHA256SUMS" "$work/SHA256SUMS"
  line=$(grep -- "  griot-.*-$target\.$ending\$" "$work/SHA256SUMS") ||
    other_ways "version $version has no program for $target" "la version $version n’a pas de programme pour $target"
  wanted=${line%%  *}
  name=${line#*  }
  name=${name%".$ending"}
  case $name in */*) fail "the list of digests is damaged" "la liste des empreintes est abîmée" ;; esac
  version=${name#griot-}
  version=${version%"-$target"}

  get "$releases/download/v$version/$name.$ending" "$work/$name.$ending"
  found=$(digest "$work/$name.$ending")
  [ "${found%% *}" = "$wanted" ] ||
    fail "the digest of $name.$ending is wrong: it was damaged on its way, or changed; nothing was installed" \
      "l’empreinte de $name.$ending est fausse : le fichier a été abîmé en route, ou changé ; rien n’a été installé"
  unpack "$work/$name.$ending" "$work"

  { mkdir -p "$bin" && cp "$work/$name/$program" "$new" && chmod 755 "$new"; } ||
    fail "cannot write into $bin; name another folder in GRIOT_BIN" "impossible d’écrire dans $bin ; nommez un autre dossier dans GRIOT_BIN"
  installed=$("$new" --version) ||
    other_ways "the program does not run on this computer; nothing was installed" "le programme ne marche pas sur cet ordinateur ; rien n’a été installé"
  mv -f "$new" "$bin/$program"
  say "$installed is installed: $bin/$program" "$installed est installé : $bin/$program"
  say_path
  say "Begin with: griot new site my-blog" "Commencez par : griot new site mon-blog"
}

# the last line, so that a script that was cut off does nothing
main
