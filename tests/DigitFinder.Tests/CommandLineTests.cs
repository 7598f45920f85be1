using System.Diagnostics;
using NetGen.Imaging;

namespace DigitFinder.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digit-finder").FullName;
    private readonly string _overlay;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public CommandLineTests() => _overlay = InFolder("overlay.png");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_arguments_the_built_in_page_is_searched_and_the_overlay_written_here()
    {
        var (exitCode, output) = await RunProcessAsync();
        Assert.Equal(0, exitCode);
        Assert.StartsWith($"{Trained.Truth.Count} digits on the built-in page, {Trained.Page.Width}×{Trained.Page.Height} pixels", output);
        Assert.Contains("To the bit", output);
        var overlay = Png.Read(InFolder("digits-overlay.png"));
        Assert.Equal((Trained.Page.Width, Trained.Page.Height, 3), (overlay.Width, overlay.Height, overlay.Channels));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_threshold_has_a_decimal_point_whatever_the_language()
    {
        Png.Write(InFolder("part.png"), Trained.Part(0, 0, 40, 40));
        Assert.Equal(0, (await RunProcessAsync("--image", "part.png", "--threshold", "0.6")).ExitCode);
        Assert.Equal(1, (await RunProcessAsync("--image", "part.png", "--threshold", "0,6")).ExitCode);
    }

    [Fact]
    public void Another_image_is_searched_and_its_digits_are_boxed()
    {
        var (digit, x, y) = Trained.Truth.First(entry => entry is { X: > 60 and < 900, Y: > 60 and < 600 });
        Png.Write(InFolder("part.png"), Trained.Part((int)x - 30, (int)y - 30, 60, 60));
        string[] arguments = ["--image", InFolder("part.png"), "--output", _overlay, "--threads", "1", "--threshold", "0.6"];
        Assert.Equal(0, CommandLine.Run(arguments, _output, _error));
        Assert.Equal("", _error.ToString());
        Assert.Contains("60×60 pixels, dark on light", _output.ToString());
        Assert.Contains(_output.ToString().Split('\n'), line => line.StartsWith($"    {digit} ", StringComparison.Ordinal));
        Assert.Contains("256 crops", _output.ToString());
        var pixels = Png.Read(_overlay).Pixels;
        Assert.Contains(Enumerable.Range(0, 3600), i => (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) == (0, 90, 200));
    }

    [Theory]
    [InlineData("--unknown", "--unknown")]
    [InlineData("page.png", "page.png")]
    [InlineData("--threads 0", "at least 1, but is 0")]
    [InlineData("--threads two", "two")]
    [InlineData("--threshold 1.5", "below 1, but is 1.5")]
    [InlineData("--threshold 0", "above 0")]
    [InlineData("--threshold NaN", "NaN")]
    [InlineData("--image", "--image")]
    [InlineData("--image ", "--image must name a file")]
    public void A_wrong_option_is_told_and_nothing_is_run(string arguments, string reason) => AssertFails(reason, arguments.Split(' '));

    [Fact]
    public void A_digit_that_fills_the_smallest_image_is_found()
    {
        var (digit, x, y) = Trained.Truth.First(entry => entry is { X: > 60 and < 900, Y: > 60 and < 600 });
        Png.Write(InFolder("crop.png"), Trained.Part((int)x - 14, (int)y - 14, 28, 28));
        Assert.Equal(0, CommandLine.Run(["--image", InFolder("crop.png"), "--output", _overlay], _output, _error));
        Assert.Contains(_output.ToString().Split('\n'), line => line.StartsWith($"    {digit} ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_image_is_told() => AssertFails("absent.png", "--image", InFolder("absent.png"));

    [Fact]
    public void A_folder_is_no_image() => AssertFails(_folder, "--image", _folder);

    [Theory]
    [InlineData(0, "not a PNG")]
    [InlineData(5000, "truncated")]
    public void A_truncated_image_is_told(int length, string reason)
    {
        File.WriteAllBytes(InFolder("short.png"), Resources.Read("page.png")[..length]);
        AssertFails(reason, "--image", InFolder("short.png"));
    }

    [Fact]
    public void A_corrupt_image_is_told()
    {
        var content = Resources.Read("page.png");
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(InFolder("corrupt.png"), content);
        AssertFails("'" + InFolder("corrupt.png") + "' cannot be read. The PNG is corrupt", "--image", InFolder("corrupt.png"));
    }

    [Fact]
    public void An_image_smaller_than_a_crop_is_told()
    {
        Png.Write(InFolder("small.png"), Trained.Part(0, 0, 27, 40));
        AssertFails("27×40", "--image", InFolder("small.png"));
    }

    [Fact]
    public void An_overlay_that_cannot_be_written_is_told()
    {
        Png.Write(InFolder("part.png"), Trained.Part(0, 0, 40, 40));
        Assert.Equal(1, CommandLine.Run(["--image", InFolder("part.png"), "--output", InFolder("missing/overlay.png")], _output, _error));
        Assert.Contains("missing", _error.ToString());
        Assert.Equal(1, CommandLine.Run(["--image", InFolder("part.png"), "--output", _folder], _output, _error));
        Assert.Equal("", _output.ToString());
        Assert.Single(Directory.GetFileSystemEntries(_folder));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_folder)!, Path.GetFileName(_folder) + "*"));
    }

    [Fact]
    public void The_overlay_never_replaces_the_image()
    {
        Png.Write(InFolder("part.png"), Trained.Part(0, 0, 40, 40));
        var before = File.ReadAllBytes(InFolder("part.png"));
        Assert.Equal(1, CommandLine.Run(["--image", InFolder("part.png"), "--output", InFolder("./part.png")], _output, _error));
        Assert.Contains("would replace the image", _error.ToString());
        Assert.Equal(before, File.ReadAllBytes(InFolder("part.png")));
    }

    /// <summary>Runs the program by itself, on a machine set to German where the system takes its language from the environment.</summary>
    private async Task<(int ExitCode, string Output)> RunProcessAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            Environment = { ["LC_ALL"] = "de_DE.UTF-8" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private void AssertFails(string reason, params string[] arguments)
    {
        var before = Directory.GetFileSystemEntries(_folder);
        Assert.Equal(1, CommandLine.Run(["--output", _overlay, .. arguments], _output, _error));
        Assert.Contains(reason, _error.ToString());
        Assert.DoesNotContain("One pass", _output.ToString());
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder));
    }
}
