namespace NetGen.Imaging.Tests;

/// <summary>A theory over the images beside the checkout, reported as skipped where they are absent.</summary>
internal sealed class SharedImagesTheoryAttribute : TheoryAttribute
{
    public SharedImagesTheoryAttribute()
    {
        if (Folder is null) Skip = "The folder ../shared/data/images is not beside the checkout.";
    }

    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NetGen.sln"))) root = root.Parent;
        var folder = root is null ? null : Path.GetFullPath(Path.Combine(root.FullName, "../shared/data/images"));
        return Directory.Exists(folder) ? folder : null;
    }
}
