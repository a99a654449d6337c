package dev.switchboard.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Gives a file of the browser application that is text as a {@link CompressedFile} to whoever accepts that. It stands before the
 * cache of what was found, whose keys do not tell "gzip" from "gzip;q=0". Thread-safe.
 */
final class Compression extends AbstractResourceResolver {

    /** What is shorter fits into one packet anyway. */
    private static final int WORTH_IT = 1024;

    private final boolean lasting;
    private final Map<Resource, CompressedFile> compressed = new ConcurrentHashMap<>();

    /** @param lasting whether a file stays as it is as long as this runs, and need be compressed only once */
    Compression(boolean lasting) {
        this.lasting = lasting;
    }

    @Override
    protected @Nullable Resource resolveResourceInternal(
            @Nullable HttpServletRequest request,
            String requestPath,
            List<? extends Resource> locations,
            ResourceResolverChain chain) {
        Resource file = chain.resolveResource(request, requestPath, locations);
        if (file == null || request == null || !isAccepted(request)) {
            return file;
        }
        CompressedFile known = compressed.get(file);
        return known == null ? compress(file) : known;
    }

    private Resource compress(Resource file) {
        try {
            if (!isWorthIt(file)) {
                return file;
            }
            CompressedFile made = CompressedFile.of(file);
            if (lasting) {
                compressed.put(file, made);
            }
            return made;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    protected @Nullable String resolveUrlPathInternal(
            String resourceUrlPath, List<? extends Resource> locations, ResourceResolverChain chain) {
        return chain.resolveUrlPath(resourceUrlPath, locations);
    }

    private static boolean isAccepted(HttpServletRequest request) {
        String codings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return codings != null
                && Arrays.stream(codings.split(","))
                        .map(coding -> coding.replace(" ", "").split(";"))
                        .anyMatch(coding -> coding[0].equalsIgnoreCase("gzip")
                                && !(coding.length > 1 && coding[1].matches("q=0(\\.0*)?")));
    }

    private static boolean isWorthIt(Resource file) throws IOException {
        MediaType type = MediaTypeFactory.getMediaType(file).orElse(MediaType.APPLICATION_OCTET_STREAM);
        return (type.getType().equals("text") || type.getSubtype().equals("svg+xml"))
                && file.contentLength() >= WORTH_IT;
    }
}
