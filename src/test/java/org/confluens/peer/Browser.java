package org.confluens.peer;

import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium, driven from outside, on the pages of the service. */
public final class Browser implements AutoCloseable {

    /** The programs that it takes. */
    public static final String CHROMIUM = "chromium";

    public static final String DRIVER = "chromedriver";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the browser says of every answer that is a refusal, which pages deal with. */
    private static final String REFUSED = "the server responded with a status of 4";

    private final ChromeDriver driver;
    private final URI address;

    private Browser(ChromeDriver driver, URI address) {
        this.driver = driver;
        this.address = address;
    }

    /** A browser with nothing remembered, whose user reads a language. */
    public static Browser open(URI address, String language) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/" + CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,1000",
                "--accept-lang=" + language);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/" + DRIVER))
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options), address);
    }

    public void go(String path) {
        driver.get(address.resolve(path).toString());
    }

    /** The element, once it is there. */
    public WebElement find(By by) {
        return until(() -> driver.findElement(by));
    }

    public List<WebElement> all(By by) {
        return driver.findElements(by);
    }

    public WebElement byId(String id) {
        return find(By.id(id));
    }

    /** Clicks on what can be seen under a label, such as a button. */
    public void click(String text) {
        click(By.xpath("//button[normalize-space(.)=\"" + text + "\" and not(@hidden)]"));
    }

    /** The same with an element that may be drawn anew at any time. */
    public void click(By by) {
        until(() -> {
            WebElement element = driver.findElement(by);
            driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
            element.click();
            return true;
        });
    }

    /** Waits until a text stands somewhere in the page. */
    public void awaitText(String text) {
        until(() -> text().contains(text));
    }

    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Presses keys one after the other, whatever has the keyboard. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses a key while another is held down. */
    public void pressWith(Keys held, CharSequence key) {
        new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /** Whether what has the keyboard matches a selector. */
    public boolean isFocused(String selector) {
        return (boolean) driver.executeScript("return document.activeElement.matches(arguments[0])", selector);
    }

    /** What has the keyboard. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Loses the session, as its end on the server would. */
    public void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    public Object script(String script) {
        return driver.executeScript(script);
    }

    /** Opens another window, as a second person would; gives the way back to the one before. */
    public Runnable newWindow() {
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB);
        return () -> driver.switchTo().window(before);
    }

    /** What the browser found wrong with the pages since it was asked last, violations of their policy among it. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains(REFUSED))
                .toList();
    }

    /** The answer of a condition, once it is neither false nor thrown off by a page that is being drawn. */
    public <T> T until(Supplier<T> condition) {
        try {
            return new WebDriverWait(driver, PATIENCE)
                    .ignoring(NoSuchElementException.class)
                    .ignoring(StaleElementReferenceException.class)
                    .ignoring(ElementNotInteractableException.class)
                    .until(page -> drawn(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("not in time; the page says: " + text(), e);
        }
    }

    /** The driver tells an element of a page that has just been left in two ways; both are that it is stale. */
    private static <T> T drawn(Supplier<T> condition) {
        try {
            return condition.get();
        } catch (WebDriverException e) {
            if (e.getMessage().contains("does not belong to the document")) {
                throw new StaleElementReferenceException("the page has been left", e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
