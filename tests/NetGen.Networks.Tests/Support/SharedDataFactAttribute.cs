namespace NetGen.Networks.Tests.Support;

/// <summary>A test that needs files which lie beside the checkout; skipped where they do not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    /// <param name="paths">Paths under shared/data.</param>
    public SharedDataFactAttribute(params string[] paths)
    {
        var missing = paths.Where(path => SharedFiles.Find(path) is null).ToArray();
        if (missing.Length > 0) Skip = $"shared/data, beside the checkout, lacks {string.Join(", ", missing)}.";
    }
}

internal static class SharedFiles
{
    /// <summary>A file under shared/data beside the checkout, or null.</summary>
    public static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) continue;
            var file = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", path));
            return File.Exists(file) ? file : null;
        }

        return null;
    }
}
