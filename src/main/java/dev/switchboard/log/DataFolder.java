package dev.switchboard.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The folder of the database files: readable by its owner only, and of one process at a time. Where the file system has no
 * POSIX permissions, the folder's own apply. Thread-safe.
 */
@Component
public final class DataFolder implements AutoCloseable {

    private static final String LOCK = "switchboard.lock";

    /** SQLite makes these beside a database, with its permissions. */
    private static final List<String> COMPANIONS = List.of("", "-wal", "-shm", "-journal");

    private final Path directory;
    private final FileChannel channel;

    /**
     * Makes the folder at the first start, and takes it for this process.
     *
     * @throws FolderTakenException if another process has it
     */
    DataFolder(StorageProperties properties) {
        this.directory = properties.directory().toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            allow(directory, "rwx------");
            this.channel = lock();
        } catch (IOException notOurs) {
            throw new UncheckedIOException("The folder " + directory + " cannot be used", notOurs);
        }
    }

    /** The path of a database in the folder, made empty if it is not there, readable by its owner only. */
    public Path file(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            for (String companion : COMPANIONS) {
                allow(directory.resolve(name + companion), "rw-------");
            }
        } catch (IOException notOurs) {
            throw new UncheckedIOException("The file " + file + " cannot be used", notOurs);
        }
        return file;
    }

    /** Gives the folder up. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private FileChannel lock() throws IOException {
        Path file = directory.resolve(LOCK);
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        allow(file, "rw-------");
        @Nullable FileLock lock = null;
        try {
            lock = opened.tryLock();
        } catch (OverlappingFileLockException ourselves) {
            // Another application context of this process has it: the same answer.
        }
        if (lock == null) {
            opened.close();
            throw new FolderTakenException(directory);
        }
        return opened;
    }

    private static void allow(Path path, String permissions) throws IOException {
        if (Files.exists(path) && Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
