package dev.switchboard.browser;

import com.microsoft.playwright.options.ColorScheme;

/** A screen: its size, and its theme. */
enum Look {
    DESKTOP_LIGHT(1280, 800, ColorScheme.LIGHT),
    DESKTOP_DARK(1280, 800, ColorScheme.DARK),
    PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
    PHONE_DARK(390, 844, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme theme;

    Look(int width, int height, ColorScheme theme) {
        this.width = width;
        this.height = height;
        this.theme = theme;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ColorScheme theme() {
        return theme;
    }

    boolean isPhone() {
        return width < 700;
    }
}
