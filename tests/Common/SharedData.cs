using Xunit;

namespace NetGen.Tests;

/// <summary>Real models, tensors and images in the folder shared/data beside the checkout, where it is there.</summary>
internal static class SharedData
{
    /// <summary>A file or folder under shared/data, or null.</summary>
    public static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) continue;
            var found = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", path));
            return Path.Exists(found) ? found : null;
        }

        return null;
    }

    /// <summary>Why a test that needs paths is skipped; null if all are there.</summary>
    public static string? Missing(string[] paths)
    {
        var missing = paths.Where(path => Find(path) is null).ToArray();
        return missing.Length == 0 ? null : $"shared/data, beside the checkout, lacks {string.Join(", ", missing)}.";
    }
}

/// <summary>A test of paths under shared/data, reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] paths) => Skip = SharedData.Missing(paths);
}

/// <summary>A theory over paths under shared/data, reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(params string[] paths) => Skip = SharedData.Missing(paths);
}
