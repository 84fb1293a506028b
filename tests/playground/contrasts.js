// Every visible text whose contrast with what is behind it is less than WCAG 2 AA asks, as "ratio text".
() => {
    const parsed = (text) => (text.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
        .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
    const over = ([r, g, b, a = 1], under) => [r, g, b].map((one, place) => one * a + under[place] * (1 - a));
    const behind = (element) => {
        if (!element) return [255, 255, 255];
        const style = getComputedStyle(element);
        if (style.backgroundImage.includes("gradient")) return null;
        const colour = parsed(style.backgroundColor);
        if ((colour[3] ?? 1) === 1) return colour.slice(0, 3);
        const under = behind(element.parentElement);
        return under && over(colour, under);
    };
    const poor = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const under = behind(element);
        if (!under || element.closest("[aria-hidden=true], optgroup, option")) continue;
        const style = getComputedStyle(element);
        const [one, other] = [light(over(parsed(style.color), under)), light(under)].sort((a, b) => b - a);
        const ratio = (one + 0.05) / (other + 0.05);
        const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
        if (ratio < (isLarge ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${walker.currentNode.textContent.trim()}`);
    }
    return poor;
}
