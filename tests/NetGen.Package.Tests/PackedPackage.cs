using System.IO.Compression;
using System.Reflection;

namespace NetGen.Package.Tests;

/// <summary>
/// The package as built, in a local feed, with a folder outside the repository to consume it from. The feed is the only one: the package
/// needs no other.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    // Each class of tests has a package of its own, and two that are packed at a time would compile ahead into the same folder.
    private static readonly Lock Packing = new();

    public PackedPackage()
    {
        Directory.CreateDirectory(Feed);
        Dotnet.Result packed;
        lock (Packing)
        {
            packed = Dotnet.Run(
                Folder, Packages, "pack", Metadata("PackageProject"), "--no-build", "-c", Metadata("Configuration"), "-o", Feed);
        }

        Assert.True(packed.ExitCode == 0, packed.Output);
        PackOutput = packed.Output;
        using (var archive = ZipFile.OpenRead(PackageFile))
        {
            Platforms = [.. archive.Entries
                .Where(entry => entry.FullName.StartsWith("runtimes/") && entry.Name == "NetGen.Runtime.dll")
                .Select(entry => entry.FullName.Split('/')[1])
                .Order()];
        }

        File.WriteAllText(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>What packing printed.</summary>
    public string PackOutput { get; }

    /// <summary>The platforms for which the package holds code that was compiled ahead of time: those whose compiler is on the feeds.</summary>
    public IReadOnlyList<string> Platforms { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("netgen-consumer-").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    public string Packages => Path.Combine(Folder, "packages");

    public string PackageFile => Path.Combine(Feed, $"NetGen.{Metadata("PackageVersion")}.nupkg");

    /// <summary>Writes a console project that has one reference, the package, and treats warnings as errors.</summary>
    public void WriteProject(string name, string properties, string source)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="NetGen" Version="{Metadata("PackageVersion")}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), source);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static string Metadata(string key) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
