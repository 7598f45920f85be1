namespace NetGen.Runtime.Tests.Weights;

/// <summary>A test that needs a file of <c>../shared/data</c>, beside the checkout; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        if (!File.Exists(PathOf(file))) Skip = $"../shared/data/{file} is absent.";
    }

    /// <summary>The path of a file, whether it exists or not.</summary>
    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data", file);
    }
}
