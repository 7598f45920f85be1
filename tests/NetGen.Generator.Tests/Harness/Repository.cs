using System.Reflection;

namespace NetGen.Generator.Tests.Harness;

/// <summary>The files beside the tests.</summary>
internal static class Repository
{
    public static string TestProject { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ProjectDirectory").Value!;

    public static string DiagnosticPages { get; } = Path.GetFullPath(Path.Combine(TestProject, "..", "..", "docs", "diagnostics"));
}
