using System.Diagnostics;
using System.Globalization;

namespace NetGen.Benchmarks.Contention;

/// <summary>Another process that does nothing but use one core, until it is disposed of.</summary>
internal sealed class BusyCore : IDisposable
{
    public const string Command = "busy";

    private readonly Process _process;

    public BusyCore(int core)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // Under 'dotnet Program.dll' the process is dotnet, and the program its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(BusyCore).Assembly.Location);
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(core.ToString(CultureInfo.InvariantCulture));
        _process = Process.Start(start)!;
        if (_process.StandardOutput.ReadLine() is null) throw new InvalidOperationException($"No process could be kept busy on core {core}.");
    }

    /// <summary>What the other process does: it says when it has begun, and ends when whoever started it does.</summary>
    public static void Run(int core)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1 << core;
        else throw new PlatformNotSupportedException("A process can be bound to a core on Linux and Windows alone.");
        var ends = false;
        new Thread(() =>
        {
            Console.In.ReadToEnd();
            Volatile.Write(ref ends, true);
        }).Start();
        Console.WriteLine("busy");
        while (!Volatile.Read(ref ends)) Thread.SpinWait(1000);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
