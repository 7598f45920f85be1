using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Package.Tests;

/// <summary>The compilers that come from the machine's own package feeds, tried once by restoring a project that needs them.</summary>
internal static class Feeds
{
    private static readonly Lazy<string?> NativeAot = new(TryNativeAot);

    private static readonly Lazy<string?> Precompiler = new(() =>
        Restore("What compiles the package's runtime ahead of time", Path.Combine(Path.GetDirectoryName(PackedPackage.Metadata("PackageProject"))!, "Precompilation", "Precompile.csproj"), "-p:Rid=linux-x64"));

    /// <summary>Where the machine's packages are, those of the compilers among them.</summary>
    public static string Packages => PackedPackage.Metadata("PackagesFolder");

    /// <summary>Why nothing can be published by Native AOT here; null if it can.</summary>
    public static string? WithoutNativeAot => NativeAot.Value;

    /// <summary>Why the package has no code compiled ahead of time that runs here; null if it has.</summary>
    public static string? WithoutPrecompiled =>
        !OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64 ? "The code that was compiled ahead of time is looked for on x64 Linux alone."
        : !HasWideVectors ? "The code that was compiled ahead of time is for processors with AVX2 and FMA."
        : Precompiler.Value;

    /// <summary>Whether programs for x86-64-v3 run here.</summary>
    public static bool HasWideVectors => Avx2.IsSupported && Fma.IsSupported;

    private static string? TryNativeAot()
    {
        // On Windows the linker is Visual Studio's, which these tests do not look for.
        string[] linkers = ["clang", "gcc"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (OperatingSystem.IsWindows() || !linkers.Any(linker => folders.Any(folder => File.Exists(Path.Combine(folder, linker))))) return "Native AOT needs a linker: there is no clang and no gcc.";

        var folder = Directory.CreateTempSubdirectory("netgen-probe-");
        try
        {
            var project = Path.Combine(folder.FullName, "Probe.csproj");
            File.WriteAllText(project, """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <PublishAot>true</PublishAot>
                  </PropertyGroup>
                </Project>
                """);
            return Restore("Native AOT's compiler", project, "-r", RuntimeInformation.RuntimeIdentifier);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Restore(string what, string project, params string[] arguments)
    {
        var restored = Dotnet.Run(Path.GetDirectoryName(project)!, Packages, ["restore", project, "-v", "quiet", .. arguments]);
        if (restored.ExitCode == 0) return null;
        var line = restored.Output.Trim().Split('\n')[0];
        return $"{what} could not be restored: {line[Math.Max(0, line.IndexOf("error", StringComparison.Ordinal))..]}";
    }
}

/// <summary>A test that publishes by Native AOT, reported as skipped where its compiler or a linker is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AotFactAttribute : FactAttribute
{
    public AotFactAttribute() => Skip = Feeds.WithoutNativeAot;

    /// <param name="architecture">The only one that the test is about.</param>
    public AotFactAttribute(Architecture architecture) =>
        Skip = RuntimeInformation.OSArchitecture == architecture ? Feeds.WithoutNativeAot : $"This is about {architecture} alone.";
}

/// <summary>A test of the package's code that was compiled ahead of time, reported as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrecompiledFactAttribute : FactAttribute
{
    public PrecompiledFactAttribute() => Skip = Feeds.WithoutPrecompiled;
}
