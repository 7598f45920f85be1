using System.IO.Compression;
using System.Reflection;

namespace NetGen.Package.Tests;

/// <summary>
/// The package as built, in a local feed, with a folder outside the repository to consume it from. The feed is the only one: the package
/// needs no other. It is packed once for all classes of tests, of which each has a folder of its own.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    private static readonly Lazy<Dotnet.Result> Packed = new(() =>
        Dotnet.Run(AppContext.BaseDirectory, Feeds.Packages, "pack", Metadata("PackageProject"), "--no-build", "-c", Metadata("Configuration"), "-o", SharedFeed));

    public PackedPackage()
    {
        Assert.True(Packed.Value.ExitCode == 0, PackOutput);
        Directory.CreateDirectory(Feed);
        File.Copy(Path.Combine(SharedFeed, Path.GetFileName(PackageFile)), PackageFile);
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
    public string PackOutput => Packed.Value.Output;

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

    private static string SharedFeed => Path.Combine(AppContext.BaseDirectory, "feed");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static string Metadata(string key) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
