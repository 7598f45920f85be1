using System.Runtime.InteropServices;
using NetGen.Kernels;
using NetGen.Reference;
using NetGen.Tests;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>
/// No kernel touches anything outside of its spans, its scratch memory and its weights. All other tests of kernels run them in guarded memory, too
/// (<see cref="KernelRun"/>): there every shape is seen, here every combination of places.
/// </summary>
public sealed class GuardZoneTests
{
    public static TheoryData<string, Edge, Edge, Edge> Calls
    {
        get
        {
            Edge[] edges = [Edge.Start, Edge.End];
            var calls = new TheoryData<string, Edge, Edge, Edge>();
            foreach (var name in KernelCalls.All.Keys)
                foreach (var weights in edges)
                    foreach (var input in edges)
                        foreach (var output in edges) calls.Add(name, weights, input, output);
            return calls;
        }
    }

    [GuardedTheory]
    [MemberData(nameof(Calls))]
    public void A_kernel_stays_within_its_spans(string name, Edge weights, Edge input, Edge output)
    {
        GuardedMemory.Edge = weights;
        var call = KernelCalls.Build().Single(call => call.Name == name); // anew, so that its weights lie there
        var values = new RandomSource(12).NextMap(1, 1, call.InputLength).ToNhwc();
        using var x = new GuardedFloats(values, input);
        using var y = new GuardedFloats(call.OutputLength, output);
        call.Run(x.Span, y.Span);
        KernelRun.AssertBits(x.Span, values, "the input");
        KernelRun.AssertBits(y.Span, KernelRun.Output(values, call.OutputLength, call.Run), name);
    }

    [Theory]
    [InlineData(1, Edge.End)]
    [InlineData(5, Edge.Start)]
    [InlineData(5, Edge.End)]
    [InlineData(10_000, Edge.Start)]
    [InlineData(10_000, Edge.End)]
    public void A_write_beside_floats_is_seen(int length, Edge edge)
    {
        var floats = new GuardedFloats(length, edge);
        Span<float> beside = MemoryMarshal.CreateSpan(ref floats.Span[0], length + 1);
        if (edge == Edge.End) beside = MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.Add(ref floats.Span[0], -1), 1);
        beside[^1] = 1;
        Assert.Contains("was written", Assert.ThrowsAny<Exception>(floats.Dispose).Message);
    }

    /// <summary>The system reads into memory, or says that it may not; a kernel that tried would end the process.</summary>
    [GuardedTheory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(3333)]
    public void The_pages_beside_memory_cannot_be_touched(int length)
    {
        var page = Environment.SystemPageSize;
        using var zeros = File.OpenHandle("/dev/zero");
        var (first, last) = (GuardedMemory.Allocate(4L * length, Edge.Start), GuardedMemory.Allocate(4L * length, Edge.End) + 4 * length);
        Assert.Equal(0, first % page);
        Assert.Equal(0, last % page);
        Assert.True(CanTouch(zeros, first));
        Assert.False(CanTouch(zeros, first - 1));
        Assert.True(CanTouch(zeros, last - 1));
        Assert.False(CanTouch(zeros, last));
        Assert.Null(GuardedMemory.TryFree(first, 4L * length));
        Assert.Null(GuardedMemory.TryFree(last - 4 * length, 4L * length));
    }

    [GuardedFact]
    public void Weights_and_workspaces_are_guarded()
    {
        using var zeros = File.OpenHandle("/dev/zero");
        foreach (var edge in new[] { Edge.Start, Edge.End })
        {
            GuardedMemory.Edge = edge;
            using var buffer = new NativeBuffer(99);
            Assert.True(CanTouch(zeros, Address(buffer, 0)) && CanTouch(zeros, Address(buffer, 98)));
            Assert.False(CanTouch(zeros, Address(buffer, edge == Edge.Start ? -1 : 99)));
        }

        static unsafe nint Address(NativeBuffer buffer, int index) => (nint)(buffer.Pointer + index);
    }

    private static bool CanTouch(SafeHandle zeros, nint address) => Read(zeros, address, 1) == 1;

    [DllImport("libc", EntryPoint = "read")]
    private static extern nint Read(SafeHandle file, nint address, nint bytes);
}
