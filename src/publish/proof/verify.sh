#!/bin/sh
# Checks this folder with sh, cat, sha256sum and openssl (3 or newer) alone:  sh verify.sh [PUBLIC KEY]
# With the public key that you noted elsewhere, it also tests that this key stands behind all of it.
# Says "ok" and ends with 0, or names what does not fit and ends with 11. VERIFY.md does the same step by step.
LC_ALL=C
export LC_ALL
pinned=${1-}
case $0 in */*) cd "${0%/*}" || exit 11 ;; esac
fail() {
  echo "NOT PROVEN: $*" >&2
  false # whatever one changed byte makes of the next line, it does not end with 0
  exit 11
}

# 1. Every file is here as it was made, and nothing else: an accident is named before anything else is looked at.
list() { # what is no file, a folder that should not be here or holds nothing, and hidden names are on no list
  for f in * .[!.]* ..?* */* */.[!.]* */..?*; do
    if [ -L "$f" ]; then
      echo "link $f"
    elif [ -f "$f" ]; then
      [ "$f" = files.sha256 ] || sha256sum -- "$f" || echo "unread $f"
    elif [ -d "$f" ]; then
      for inside in "$f"/*; do break; done
      case $f in captures | keys | originals) [ ! -e "$inside" ] || continue ;; esac
      echo "folder $f"
    elif [ -e "$f" ]; then
      echo "no file $f"
    fi
  done
}
# Looked at here and once more at the end, word for word: a byte of this very script may be the one that was changed.
[ "$(list)" = "$(cat files.sha256)" ] || { fail "files changed, missing or added; sha256sum -c files.sha256 names them"; exit 11; }

# 2. From the key of the archive's first checkpoint to the one that signed this checkpoint: each named the next.
absent=''
while read -r word value; do
  case $word in first-key) first=$value ;; site) site=$value ;; withheld) absent="$absent $value " ;; esac
done <proof.txt
read_checkpoint() {
  key='' next='' number='' size='' root='' time='' kind=''
  while read -r word a b c; do
    case $word in
      archive) kind=$a ;;
      number) number=$a ;;
      time) time=$a ;;
      key) key=$a ;;
      next-key) next=$a ;;
      ledger) if [ "$a" = "$site" ]; then size=$b root=$c; fi ;;
    esac
  done <"$1"
  [ "$key" = "$expected" ] || fail "$1: no checkpoint before it named its key"
  [ "$key" != "$pinned" ] || pinned=''
}
signed() {
  printf -- '-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n' "$key" |
    openssl pkeyutl -verify -pubin -inkey /dev/stdin -rawin -in "$1" -sigfile "${1%.txt}.sig" >/dev/null 2>&1 ||
    fail "$1: the signature does not fit"
}
expected=$first
for text in keys/*.txt; do
  [ -f "$text" ] || continue
  read_checkpoint "$text"
  signed "$text"
  expected=$next
done
read_checkpoint checkpoint.txt
signed checkpoint.txt
[ -z "$pinned" ] || fail "the key $pinned does not stand behind this; the first one is $first"
[ -n "$root" ] || fail "checkpoint.txt says nothing of $site"
stamped=''
if [ -f checkpoint.tsr ]; then
  # The authority's certificates may have ended since: what counts is that they were its own when it signed.
  openssl ts -verify -no_check_time -data checkpoint.txt -in checkpoint.tsr -CAfile authorities.pem >/dev/null 2>&1 ||
    fail "checkpoint.tsr: the time stamp does not hold for checkpoint.txt"
  stamped=$(openssl ts -reply -in checkpoint.tsr -text 2>/dev/null | while read -r word rest; do
    case "$word $rest" in 'Time stamp: '*) echo "${rest#stamp: }" ;; esac
  done)
fi

# 3. Every ledger line leads to the signed root (RFC 6962, RFC 9162 section 2.1.3.2).
node() { # SHA-256 of 0x01 and two hashes given in hexadecimal, each byte as an octal escape of printf
  case $1$2 in *[!0-9a-f]*) fail "$line: no hash: $1 $2" ;; esac
  [ "${#1}${#2}" = 6464 ] || fail "$line: no hash: $1 $2"
  bytes='\001' rest=$1$2
  while [ -n "$rest" ]; do
    tail=${rest#??}
    byte=$((0x${rest%"$tail"}))
    bytes="$bytes\\$((byte / 64))$((byte / 8 % 8))$((byte % 8))"
    rest=$tail
  done
  sum=$(printf "$bytes" | sha256sum)
  sum=${sum%% *}
}
count=0 spoken=''
for line in captures/*.json; do
  seq=${line#captures/}
  seq=${seq%.json}
  said=$(cat "$line")
  case $said in '{"seq":'"$seq"',"prev":"'*) ;; *) fail "$line: it is not line $seq" ;; esac
  sum=$({ printf '\000' && cat "$line"; } | sha256sum)
  sum=${sum%% *} at=$((seq - 1)) end=$((size - 1))
  [ "$at" -le "$end" ] || fail "$line: the checkpoint covers $size lines"
  while read -r other; do
    [ "$end" -gt 0 ] || fail "$line: its path is too long"
    if [ $((at % 2)) -eq 1 ] || [ "$at" -eq "$end" ]; then
      node "$other" "$sum"
      while [ $((at % 2)) -eq 0 ] && [ "$at" -gt 0 ]; do at=$((at / 2)) end=$((end / 2)); done
    else
      node "$sum" "$other"
    fi
    at=$((at / 2)) end=$((end / 2))
  done <"${line%.json}.path"
  [ "$end" -eq 0 ] || fail "$line: its path is too short"
  [ "$sum" = "$root" ] || fail "$line: it is not in the ledger that was signed"
  said=${said##*,\"outcome\":\"}
  said=${said#*\",\"sha256\":\"}
  spoken="$spoken $seq:${said%%\"*} "
  count=$((count + 1))
done

# 4. Every original is what its name says, a proven line speaks of it, and none that the report or an edition of it rests on is
# missing, nor the line that brought it; but of those that proof.txt says are withheld there are only the lines.
files=0
for file in originals/*; do
  [ -f "$file" ] || continue
  sum=$(sha256sum "$file")
  sum=${sum%% *} name=${file#originals/}
  [ "$sum" = "${name%%.*}" ] || fail "$file: it is not what its name says"
  case $spoken in *":$sum "*) ;; *) fail "$file: no proven ledger line speaks of it" ;; esac
  files=$((files + 1))
done
while read -r word value; do
  case $word in
    '"sha256":' | '"source":')
      value=${value#\"}
      value=${value#sha256:}
      value=${value%%\"*} last=$value
      case $absent in *" $value "*)
        case $spoken in *":$value "*) continue ;; esac
        fail "$value: it is withheld, and no proven ledger line speaks of it" ;;
      esac
      set -- originals/"$value".*
      [ -f "$1" ] || fail "report.json rests on $value, which is not here"
      ;;
    '"capture":')
      case $spoken in *" ${value%,}:$last "*) ;; *) fail "report.json gives line ${value%,} for $last: it is not here, or says another" ;; esac
      ;;
  esac
done <report.json

[ "$(list)" = "$(cat files.sha256)" ] || { fail "files changed while they were looked at"; exit 11; }
[ "$kind" = live ] || echo "a rehearsal (replica): its pages come from stand-ins, nothing in it is evidence"
[ -z "$absent" ] || echo "withheld: not in here are$absent; who has such a file can tell it by sha256sum"
[ -z "$stamped" ] || echo "stamped on $stamped by an authority of authorities.pem (compare that file with the authority's own)"
echo "ok: originals: $files, ledger lines of $site: $count, signed in checkpoint $number of $time"
echo "first key: $first (compare it with the one that the operator has made public)"
