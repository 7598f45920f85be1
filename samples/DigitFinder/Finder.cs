using NetGen.Imaging;

namespace DigitFinder;

/// <summary>The program from page to answer.</summary>
internal static class Finder
{
    /// <summary>Searches a page, writes the overlay and prints the report.</summary>
    /// <exception cref="InvalidDataException">The image is corrupt, too small or too large.</exception>
    /// <exception cref="IOException">The image cannot be read, or the overlay not be written, or it would replace the image.</exception>
    public static void Run(string? imagePath, string overlayPath, int threads, float threshold, TextWriter output)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(overlayPath)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The overlay cannot be written: the folder '{folder}' does not exist.");
        if (imagePath is not null && Path.GetFullPath(imagePath) == Path.GetFullPath(overlayPath))
            throw new IOException($"The overlay would replace the image '{imagePath}': name another with --output.");
        var page = new PageImage(ReadImage(imagePath));
        var network = DigitNet.LoadTrained();
        network.Threads = threads;

        var pass = Pass.Run(network, page);
        var found = Detector.Find(pass.Map, threshold);
        var crops = CropRun.Run(network, page, pass.Map);
        WriteOverlay(overlayPath, Overlay.Draw(page, pass.Map, found));
        Report.Write(output, imagePath ?? "the built-in page", page, found, pass, crops);
        output.WriteLine($"Overlay: {overlayPath}");
    }

    private static Image ReadImage(string? path)
    {
        if (path is null) return Png.Decode(Resources.Read("page.png"));
        try
        {
            return Png.Read(path);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' cannot be read. {exception.Message}", exception);
        }
    }

    private static void WriteOverlay(string path, Image overlay)
    {
        try
        {
            Png.Write(path, overlay);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The overlay cannot be written to '{path}'. {exception.Message}", exception);
        }
    }
}
