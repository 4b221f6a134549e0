# The command in a small image:  docker build -t qualm . && docker run --rm -v "$PWD:/work" qualm check .
FROM debian:12 AS build
COPY . /source
WORKDIR /source
RUN apt-get update -qq && QUALM_BUILD=/build ./dev static \
  && apt-get install -y -qq --no-install-recommends git busybox-static \
  && sh ship/image.sh /build/qualm-*-linux-*.tar.gz /root-of-image

FROM scratch
COPY --from=build /root-of-image/ /
ENV PATH=/usr/bin
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/qualm"]
CMD ["--help"]
