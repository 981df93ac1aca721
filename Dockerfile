# The server and the command line in one image: `docker build -t portcullis .`, then `docker run portcullis` for the
# server or `docker run portcullis portcullis check /tree` for the command line. It needs no write access but to /data.
#
# The tag names one release of Node. Tags can move: for a build that cannot, give the digest too, with
# `--build-arg NODE=node:24.21.0-bookworm-slim@sha256:…` of `docker buildx imagetools inspect node:24.21.0-bookworm-slim`.
ARG NODE=node:24.21.0-bookworm-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY tools ./tools
RUN npm ci --ignore-scripts
COPY LICENSE app.yml ./
COPY examples ./examples
COPY schema ./schema
COPY scripts ./scripts
COPY src ./src
# With the Node of this image: what V8 keeps compiled counts for that one alone.
RUN node scripts/build.ts
RUN npm sbom --omit=dev --sbom-format=cyclonedx > sbom.json
RUN npm prune --omit=dev --ignore-scripts

FROM ${NODE}
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
# Nothing is installed in a running container.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-*
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE /app/app.yml /app/sbom.json ./
COPY --from=build /app/schema ./schema
COPY --from=build /app/dist ./dist
COPY --from=build /app/src ./src
COPY --from=build /app/node_modules ./node_modules
RUN ln -s /app/dist/cli.mjs /usr/local/bin/portcullis && install -d -o 10001 -g 10001 -m 0700 /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PORTCULLIS_DATA_DIR=/data
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
VOLUME /data
EXPOSE 3000
CMD ["node", "src/serve.ts"]
