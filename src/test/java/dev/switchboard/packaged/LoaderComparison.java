package dev.switchboard.packaged;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;

/**
 * Run with the packaged jar on its class path: looks for some of the names that the jar contains, and for some that it does not, with
 * the class loader of the packaging and with ours, and prints what they do not agree about.
 */
final class LoaderComparison {

    private static final int NAMES = 400;

    private LoaderComparison() {}

    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Class.forName("org.springframework.boot.loader.net.protocol.Handlers")
                .getMethod("register")
                .invoke(null);
        List<String> names = new ArrayList<>();
        ClassLoader theirs = launched(jar, names);
        Method insteadOf =
                theirs.loadClass("dev.switchboard.PackagedClasses").getDeclaredMethod("insteadOf", ClassLoader.class);
        insteadOf.setAccessible(true);
        ClassLoader ours = (ClassLoader) insteadOf.invoke(null, theirs);
        System.out.println(ours.getClass().getName());

        Collections.shuffle(names, new Random(7));
        for (String name : names.subList(0, NAMES)) {
            compare(theirs, ours, name);
            compare(theirs, ours, name.replaceFirst("META-INF/versions/\\d+/", ""));
            compare(theirs, ours, name.substring(0, name.lastIndexOf('/') + 1));
            compare(theirs, ours, name + "-missing");
        }
        compare(theirs, ours, "META-INF/spring.factories");
        compare(theirs, ours, "META-INF/MANIFEST.MF");
        compare(theirs, ours, "META-INF");
        compare(theirs, ours, "");
        System.out.println("compared");
    }

    private static void compare(ClassLoader theirs, ClassLoader ours, String name) throws Exception {
        String expected = theirs.getResource(name) + " " + Collections.list(theirs.getResources(name));
        String found = ours.getResource(name) + " " + Collections.list(ours.getResources(name));
        if (!found.equals(expected)) {
            System.out.println(name + ": " + found + " instead of " + expected);
        }
    }

    private static ClassLoader launched(Path jar, List<String> names) throws Exception {
        List<URL> locations = new ArrayList<>();
        try (JarFile outer = new JarFile(jar.toFile())) {
            locations.add(location(jar, "BOOT-INF/classes/"));
            for (JarEntry library : Collections.list(outer.entries())) {
                if (library.getName().startsWith("BOOT-INF/lib/")
                        && library.getName().endsWith(".jar")) {
                    locations.add(location(jar, library.getName()));
                    try (JarInputStream contents = new JarInputStream(outer.getInputStream(library))) {
                        for (JarEntry entry = contents.getNextJarEntry();
                                entry != null;
                                entry = contents.getNextJarEntry()) {
                            names.add(entry.getName());
                        }
                    }
                }
            }
        }
        return Class.forName("org.springframework.boot.loader.launch.LaunchedClassLoader")
                .asSubclass(ClassLoader.class)
                .getConstructor(boolean.class, URL[].class, ClassLoader.class)
                .newInstance(false, locations.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL location(Path jar, String entry) throws Exception {
        return URI.create("jar:nested:" + jar.toUri().getRawPath() + "/!" + entry + "!/")
                .toURL();
    }
}
