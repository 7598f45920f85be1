using System.ComponentModel;
using System.Diagnostics;
using NetGen.Onnx;

namespace NetGen.Tool.Commands;

/// <summary>The assembly of a built project, and the networks in it.</summary>
internal static class CompiledProject
{
    public static bool IsAssemblyOrProject(string path) => IsProject(path) || Path.GetExtension(path).ToLowerInvariant() is ".dll" or ".exe";

    /// <summary>The assembly itself, or what the project was built into.</summary>
    /// <exception cref="InputException">There is no such file.</exception>
    public static string Assembly(string path)
    {
        if (!File.Exists(path)) throw new InputException($"There is no file '{path}'.");
        if (!IsProject(path)) return Path.GetFullPath(path);

        // What was built last: most often in the configuration that a build has by default, or in Release.
        string[] assemblies = [TargetPath(path), TargetPath(path, "-p:Configuration=Release")];
        return assemblies.Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new InputException($"'{path}' has not been built: there is neither '{assemblies[0]}' nor '{assemblies[1]}'.");
    }

    /// <summary>The network class that is meant: the one named, or the only one.</summary>
    /// <exception cref="InputException">There is none, or another choice has to be made.</exception>
    public static string Network(string assembly, string? className)
    {
        var all = NetworkMetadata.Networks(assembly) ?? throw new InputException($"'{assembly}' is no .NET assembly.");
        if (all.Count == 0) throw new InputException($"'{assembly}' has no class with [Network].");
        var found = className is null ? all : [.. all.Where(name => name == className || name.Split('.', '+')[^1] == className)];
        if (found.Count == 1) return found[0];
        var list = string.Concat(all.Select(name => $"{Environment.NewLine}  {name}"));
        throw new InputException(className is null
            ? $"'{assembly}' has {all.Count} networks; --class says which one:{list}"
            : $"'{assembly}' has {(found.Count == 0 ? "no network" : "several networks")} '{className}':{list}");
    }

    private static bool IsProject(string path) => Path.GetExtension(path).Equals(".csproj", StringComparison.OrdinalIgnoreCase);

    private static string TargetPath(string project, params string[] properties)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-getProperty:TargetPath", "-nodeReuse:false", .. properties])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Started(start);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InputException($"'{project}' cannot be read: {output}{errors.GetAwaiter().GetResult()}");
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InputException($"The dotnet command, which knows where projects are built to, cannot be started: {e.Message}");
        }
    }
}
