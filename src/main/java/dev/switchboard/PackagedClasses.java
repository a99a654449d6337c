package dev.switchboard;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The classes and resources of the packaged jar. One look at what each of the jars inside contains tells which of them have a
 * folder, and only those are asked for a name. The class loader that comes with the packaging asks all of them, every time, which
 * was half of the start. Thread-safe.
 */
final class PackagedClasses extends URLClassLoader {

    private static final Pattern OF_A_RELEASE = Pattern.compile("META-INF/versions/\\d+/(.+)");

    static {
        registerAsParallelCapable();
    }

    /** Who has a folder, in the order of the class path; the folder's name has no slash at its end. */
    private final Map<String, List<Library>> libraries = new HashMap<>();

    PackagedClasses(URL[] locations, ClassLoader parent) throws IOException {
        super(locations, parent);
        for (URL location : locations) {
            Library library = Library.at(location);
            library.folders()
                    .forEach(folder -> libraries
                            .computeIfAbsent(folder, none -> new ArrayList<>(2))
                            .add(library));
        }
    }

    /** Where the same is found sooner, if the given class loader reads from jars in a jar; else, the given one. */
    static ClassLoader insteadOf(ClassLoader given) throws IOException {
        return given instanceof URLClassLoader launched
                        && Arrays.stream(launched.getURLs())
                                .allMatch(location -> location.toString().startsWith("jar:nested:"))
                ? new PackagedClasses(launched.getURLs(), launched.getParent())
                : given;
    }

    /** Looks here first: the parent, which is the Java runtime, has none of these packages. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = define(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = define(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    /** Each jar as a whole has the empty name: that is for the superclass. */
    @Override
    public @Nullable URL findResource(String name) {
        if (name.isEmpty()) {
            return super.findResource(name);
        }
        for (Library library : having(name)) {
            if (library.has(name)) {
                return library.resource(name);
            }
        }
        return null;
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        if (name.isEmpty()) {
            return super.findResources(name);
        }
        return Collections.enumeration(having(name).stream()
                .filter(library -> library.has(name))
                .map(library -> library.resource(name))
                .toList());
    }

    @Override
    public void close() throws IOException {
        super.close();
        for (List<Library> those : libraries.values()) {
            for (Library library : those) {
                library.contents().close();
            }
        }
    }

    private @Nullable Class<?> define(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        for (Library library : having(path)) {
            try {
                Optional<byte[]> bytes = library.read(path);
                if (bytes.isPresent()) {
                    definePackageOf(name, library);
                    return defineClass(name, bytes.get(), 0, bytes.get().length, library.source());
                }
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
        return null;
    }

    private void definePackageOf(String className, Library library) throws IOException {
        String name = className.substring(0, Math.max(0, className.lastIndexOf('.')));
        Manifest manifest = library.contents().getManifest();
        if (getDefinedPackage(name) != null || manifest == null) {
            return;
        }
        try {
            definePackage(name, manifest, library.location());
        } catch (IllegalArgumentException anotherThreadWasFirst) {
            // and has defined it as this one would have
        }
    }

    private List<Library> having(String name) {
        return libraries.getOrDefault(Library.folder(name), List.of());
    }

    /** One of the jars inside. */
    private record Library(URL location, JarFile contents, CodeSource source) {

        static Library at(URL location) throws IOException {
            JarURLConnection connection = (JarURLConnection) location.openConnection();
            connection.setUseCaches(false);
            return new Library(location, connection.getJarFile(), new CodeSource(location, (CodeSigner[]) null));
        }

        /** Where its entries are, also those for one release of Java. */
        Set<String> folders() {
            Set<String> folders = new HashSet<>();
            contents.stream().map(JarEntry::getName).forEach(name -> {
                folders.add(folder(name));
                Matcher ofARelease = OF_A_RELEASE.matcher(name);
                if (ofARelease.matches()) {
                    folders.add(folder(ofARelease.group(1)));
                }
                if (name.endsWith("/")) {
                    folders.add(folder(name.substring(0, name.length() - 1)));
                }
            });
            return folders;
        }

        static String folder(String name) {
            return name.substring(0, Math.max(0, name.lastIndexOf('/')));
        }

        boolean has(String name) {
            return contents.getEntry(name) != null;
        }

        Optional<byte[]> read(String name) throws IOException {
            JarEntry entry = contents.getJarEntry(name);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = contents.getInputStream(entry)) {
                return Optional.of(in.readNBytes((int) entry.getSize()));
            }
        }

        URL resource(String name) {
            try {
                return URI.create(location
                                + new URI(null, null, "/" + name, null)
                                        .getRawPath()
                                        .substring(1))
                        .toURL();
            } catch (URISyntaxException | MalformedURLException notAName) {
                throw new IllegalStateException("An entry has a name, not " + name, notAName);
            }
        }
    }
}
