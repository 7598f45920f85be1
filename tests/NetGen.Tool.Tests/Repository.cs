using System.Runtime.CompilerServices;

namespace NetGen.Tool.Tests;

/// <summary>Where the sources lie.</summary>
internal static class Repository
{
    /// <summary>The folder of this project.</summary>
    public static string TestProject { get; } = Folder();

    public static string Root { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", ".."));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
