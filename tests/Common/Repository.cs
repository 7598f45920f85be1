using System.Reflection;

namespace NetGen.Tests;

/// <summary>The files beside the tests.</summary>
internal static class Repository
{
    /// <summary>The folder of this project, told by the build: paths that the compiler maps in CI builds would not lead there.</summary>
    public static string TestProject { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ProjectDirectory").Value!;

    public static string Root { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", ".."));
}
