# syntax=docker/dockerfile:1
# Builds the jar, takes it apart into layers, and runs it as a user without rights, with its data on a volume.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -q dependency:go-offline || true
COPY src src
COPY frontend frontend
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -q package -DskipTests \
 && java -Djarmode=tools -jar target/switchboard-*.jar extract --layers --launcher --destination /layers \
 && jlink --add-modules java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.management.agent,jdk.net,jdk.unsupported,jdk.zipfs \
      --strip-debug --no-man-pages --no-header-files --compress zip-6 --output /jre

FROM debian:trixie-slim
RUN useradd --system --uid 10001 --home-dir /switchboard --create-home switchboard \
 && mkdir /data && chown switchboard:switchboard /data && chmod 700 /data
COPY --from=build /jre /opt/java
WORKDIR /switchboard
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER switchboard
ENV SWITCHBOARD_STORAGE_DIRECTORY=/data \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 --enable-native-access=ALL-UNNAMED"
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["/opt/java/bin/java", "org.springframework.boot.loader.launch.JarLauncher"]
