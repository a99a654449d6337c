package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedClassesTests {

    private static final String CLASS = "dev/switchboard/RateTests.class";

    @TempDir
    Path folder;

    private URL first;
    private URL second;

    @BeforeEach
    void twoJars() throws IOException {
        first = jar(
                "first", Map.of(CLASS, bytesOf(CLASS), "both/a file.txt", text("first"), "first/only.txt", text("1")));
        second = jar(
                "second",
                Map.of(CLASS, text("not a class"), "both/a file.txt", text("second"), "both/other", text("2")));
    }

    @Test
    void aClassIsDefinedFromTheFirstJarThatHasIt() throws Exception {
        try (PackagedClasses classes = classes()) {
            Class<?> loaded = classes.loadClass("dev.switchboard.RateTests");

            assertThat(loaded.getClassLoader()).isSameAs(classes);
            assertThat(loaded.getPackage().getImplementationVersion()).isEqualTo("first");
            assertThat(loaded.getProtectionDomain().getCodeSource().getLocation())
                    .isEqualTo(first);
            assertThat(classes.loadClass("dev.switchboard.RateTests")).isSameAs(loaded);
        }
    }

    @Test
    void aResourceIsFoundInEveryJarThatHasItInTheirOrder() throws Exception {
        try (PackagedClasses classes = classes()) {
            assertThat(Collections.list(classes.getResources("both/a file.txt")))
                    .extracting(PackagedClassesTests::read)
                    .containsExactly("first", "second");
            assertThat(read(classes.getResource("both/a file.txt"))).isEqualTo("first");
            assertThat(read(classes.getResource("both/other"))).isEqualTo("2");
        }
    }

    @Test
    void whatNoJarHasIsLookedForInTheJavaRuntime() throws Exception {
        try (PackagedClasses classes = classes()) {
            assertThat(classes.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
            assertThat(classes.getResource("both/missing.txt")).isNull();
            assertThatThrownBy(() -> classes.loadClass("dev.switchboard.Missing"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void onlyJarsInAJarAreReadSo() throws Exception {
        try (PackagedClasses given = classes()) {
            assertThat(PackagedClasses.insteadOf(given)).isSameAs(given);
        }
    }

    private PackagedClasses classes() throws IOException {
        return new PackagedClasses(new URL[] {first, second}, ClassLoader.getPlatformClassLoader());
    }

    private URL jar(String name, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, name);
        Path file = folder.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return URI.create("jar:" + file.toUri() + "!/").toURL();
    }

    private static byte[] bytesOf(String name) throws IOException {
        try (InputStream in = PackagedClassesTests.class.getClassLoader().getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(URL resource) {
        try (InputStream in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
