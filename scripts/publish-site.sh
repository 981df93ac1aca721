#!/usr/bin/env bash
# Puts a built site on the branch gh-pages, beside the folders of other versions: scripts/publish-site.sh DIRECTORY
# What stands at the root is replaced; of folders v1.2.3 only those that the directory holds.
set -euo pipefail
site=$1
work=$(mktemp -d)
trap 'git worktree remove --force "$work"' EXIT

if git fetch --quiet origin gh-pages; then
  git worktree add --quiet --detach "$work" FETCH_HEAD
else
  git worktree add --quiet --detach "$work"
  git -C "$work" checkout --quiet --orphan gh-pages
fi
find "$work" -mindepth 1 -maxdepth 1 ! -name .git ! -name 'v[0-9]*' -exec rm -rf {} +
for folder in "$site"/v[0-9]*; do rm -rf "${work:?}/$(basename "$folder")"; done
cp -R "$site"/. "$work"
# Without it GitHub Pages leaves out folders that begin with an underscore.
touch "$work/.nojekyll"
git -C "$work" add --all
git -C "$work" -c user.name=portcullis -c user.email=portcullis@users.noreply.github.com \
  commit --quiet --allow-empty --message "site: $(git rev-parse HEAD)"
git -C "$work" push --quiet origin HEAD:refs/heads/gh-pages
