using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetGen.Onnx;

/// <summary>The assemblies that an assembly needs, as far as they lie beside it: where a build puts them.</summary>
internal static class ReferencedAssemblies
{
    private static readonly string[] Known = ["NetGen.Attributes", "NetGen.Runtime"];

    /// <summary>Follows references from an assembly.</summary>
    /// <param name="assemblyPath">The assembly; nothing is found if it is none.</param>
    /// <returns>The files beside it, and the names of assemblies that are not there: the framework's among them.</returns>
    public static (IReadOnlyList<string> Beside, IReadOnlyList<string> Missing) Of(string assemblyPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(assemblyPath))!;
        var (beside, missing) = (new List<string>(), new List<string>());
        var seen = new HashSet<string>(Known, StringComparer.OrdinalIgnoreCase) { Path.GetFileNameWithoutExtension(assemblyPath) };
        var waiting = new Queue<string>([assemblyPath]);
        while (waiting.TryDequeue(out var path))
        {
            foreach (var name in Names(path).Where(seen.Add))
            {
                var file = Path.Combine(folder, $"{name}.dll");
                if (!File.Exists(file))
                {
                    missing.Add(name);
                    continue;
                }

                beside.Add(file);
                waiting.Enqueue(file);
            }
        }

        return (beside, missing);
    }

    private static string[] Names(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata) return [];
            var metadata = file.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
        }
        catch (BadImageFormatException)
        {
            // What reads the assembly itself says so.
            return [];
        }
    }
}
