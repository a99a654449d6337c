package dev.switchboard.stomp;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A request whose body was read before anybody looks at it, as far as a limit, whatever it says about its length. */
final class BoundedRequest extends HttpServletRequestWrapper {

    private final byte[] body;
    private final int limit;
    private final boolean tooLarge;

    BoundedRequest(HttpServletRequest request, int limit) throws IOException {
        super(request);
        this.limit = limit;
        boolean announced = request.getContentLengthLong() > limit;
        this.body = request.getInputStream().readNBytes(announced ? 0 : limit + 1);
        this.tooLarge = announced || body.length > limit;
    }

    /** Whether the body is larger than the limit; then it cannot be read. */
    boolean isTooLarge() {
        return tooLarge;
    }

    @Override
    public ServletInputStream getInputStream() {
        if (tooLarge) {
            throw new IllegalStateException("The body has more than " + limit + " bytes");
        }
        return new Body(new ByteArrayInputStream(body));
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("All of the body is there");
        }
    }
}
