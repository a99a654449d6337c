package dev.switchboard.browser;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;

/** Somebody's phone, held before a screen. */
final class Camera {

    private Camera() {}

    /** What the QR code says that is shown there. */
    static String read(Locator code) {
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(code.screenshot()));
            int width = picture.getWidth();
            int height = picture.getHeight();
            int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                    .getText();
        } catch (NotFoundException none) {
            throw new AssertionError("No code is to be seen", none);
        } catch (Exception unreadable) {
            throw new AssertionError("The code cannot be read", unreadable);
        }
    }
}
