using System.Runtime.InteropServices;

namespace NetGen.OnnxRuntime;

/// <summary>Finds ONNX Runtime's native library, which the npm package onnxruntime-node holds.</summary>
internal static class RuntimeLibrary
{
    public const string Variable = "NETGEN_ORT_LIBRARY";

    public const string Install = "npm install --ignore-scripts --prefix benchmarks/.ort onnxruntime-node";

    /// <summary>What to tell who has no library.</summary>
    public static string Missing => $"ONNX Runtime's library was not found. Install it, in the repository's folder, with '{Install}', or set {Variable} to its path.";

    /// <summary>The library's path, or null.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } stated) return File.Exists(stated) ? stated : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var package = Path.Combine(folder.FullName, "benchmarks", ".ort", "node_modules", "onnxruntime-node", "bin");
            if (!Directory.Exists(package)) continue;
            return Directory.EnumerateDirectories(package, "napi-*").Select(version => Path.Combine(version, Platform, Architecture, FileName)).FirstOrDefault(File.Exists);
        }

        return null;
    }

    private static string Platform => OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Architecture => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";

    private static string FileName => OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.dylib" : "libonnxruntime.so.1";
}
