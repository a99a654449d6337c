package dev.switchboard.log;

import java.nio.file.Path;

/** Another process writes into the data folder. */
final class FolderTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FolderTakenException(Path directory) {
        super("Another Switchboard already uses the folder " + directory);
    }
}
