package dev.switchboard.identity;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a phone's camera reads as a text (ISO/IEC 18004). */
final class QrCode {

    private QrCode() {}

    /**
     * The smallest code for a text, without the empty margin around it; 15 % of it may be unreadable.
     *
     * @param text at most some 2,300 bytes
     * @return its rows from the top, each a {@code 1} for a dark module and a {@code 0} for a light one, from the left
     */
    static List<String> rows(String text) {
        try {
            BitMatrix modules = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 0, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
            return IntStream.range(0, modules.getHeight())
                    .mapToObj(row -> IntStream.range(0, modules.getWidth())
                            .mapToObj(column -> modules.get(column, row) ? "1" : "0")
                            .collect(Collectors.joining()))
                    .toList();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("Not a text for a code: " + text.length() + " characters", tooLong);
        }
    }
}
