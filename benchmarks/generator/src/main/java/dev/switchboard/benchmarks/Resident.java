package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server has in memory.
 *
 * @param resident bytes, as the operating system says
 * @param heap bytes of what lives on Java's heap after a collection; 0 for others
 */
record Resident(long resident, long heap) {

    private static final Pattern USED = Pattern.compile("(?m)^ *(?!Metaspace|class space)\\S.*total.*used (\\d+)K");

    /** As it is, and then the heap after a full collection, where there is one. */
    static Resident of(Running server) throws IOException {
        long resident = server.processor().resident();
        if (!server.server().isJava()) {
            return new Resident(resident, 0);
        }
        String unused = command(server, "GC.run");
        Matcher matcher = USED.matcher(command(server, "GC.heap_info"));
        long used = 0;
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1)) * 1024;
        }
        return new Resident(resident, used);
    }

    private static String command(Running server, String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.process().pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
