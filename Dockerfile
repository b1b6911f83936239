# One image for every relay. Pin the base by digest in your own builds:
#   docker build --build-arg NODE_IMAGE=node:20-slim@sha256:… .
ARG NODE_IMAGE=node:20-slim

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY client/package.json client/
COPY sim/package.json sim/
COPY bench/package.json bench/
COPY e2e/package.json e2e/

FROM manifests AS build
RUN npm ci
COPY tsconfig.base.json tsconfig.json ./
COPY scripts scripts
COPY shared shared
COPY server server
COPY client client
# Its runbooks are the templates that the app offers.
COPY demo demo
RUN npm run build

# What the bundle imports at run time: the packages of the server, and of shared, which is in it.
FROM manifests AS packages
RUN npm ci --omit=dev --workspace=server --workspace=shared

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Holdfast relay" \
      org.opencontainers.image.description="The operations workspace that stays readable and writable when everything else is down" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app/server
COPY --from=packages /app /app
COPY --from=build /app/server/dist /app/server/dist
COPY --from=build /app/client/dist /app/client/dist
COPY demo /app/demo
# A volume mounted here takes over the owner of the folder.
RUN install -d -o node -g node -m 0700 /var/lib/holdfast
USER node
ENV HOLDFAST_LISTEN=0.0.0.0:4100 \
    HOLDFAST_DATA=/var/lib/holdfast
EXPOSE 4100
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "dist/main.js", "healthcheck"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/main.js"]
CMD ["relay"]
