# docker build --tag assay .              the command alone, in an otherwise empty image:
#   docker run --rm --volume "$PWD:/work" assay test
# docker build --target ci --tag assay:ci .    with a shell and git, for pipelines (ci/gitlab)

FROM swift:6.2-bookworm AS build
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libxml2-dev libpcre2-dev zlib1g-dev make pkg-config tzdata \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN packaging/release.sh --static \
  && packaging/install.sh .build/dist/assay-static /installed /usr \
  && mkdir /empty

FROM alpine:3.22 AS ci
# hadolint ignore=DL3018
RUN apk add --no-cache bash git tzdata
COPY --from=build /installed/ /
WORKDIR /work
CMD ["assay", "--help"]

FROM scratch
COPY --from=build /installed/ /
# A folder for ruleset and cases, which are mounted here.
COPY --from=build /empty/ /work/
# For --timezone Europe/Berlin and the like.
COPY --from=build /usr/share/zoneinfo/ /usr/share/zoneinfo/
WORKDIR /work
ENV PATH=/usr/bin
ENTRYPOINT ["/usr/bin/assay"]
CMD ["--help"]
