using System.IO.Compression;
using static NetGen.Runtime.Tests.Weights.FileBytes;

namespace NetGen.Runtime.Tests.Weights;

/// <summary>
/// Whatever the bytes are, they are read or rejected with a <see cref="WeightsException"/>, at once and in little memory.
/// </summary>
public sealed class HostileBytesTests
{
    private const int Mutations = 2000;

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["safetensors"] = SafeTensors(
            """
            {"__metadata__":{"format":"pt"},"conv.weight":{"dtype":"F32","shape":[2,1,1,2],"data_offsets":[0,16]},
            "conv.bias":{"dtype":"BF16","shape":[2],"data_offsets":[16,20]},
            "bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[20,28]}}
            """, [.. Singles(1, 2, 3, 4), 0, 1, 2, 3, .. new byte[8]]),
        ["npy"] = Npy(">f2", "(2, 3)", BigHalves(1, 2, 3, 4, 5, 6), fortranOrder: true, version: 2),
        ["npz"] = Zip(("a.npy", Npy("<f4", "(2, 2)", Singles(1, 2, 3, 4))), ("b.npy", Npy("<f8", "(1,)", Doubles(5)))),
        ["npz, packed"] = Zip(
            CompressionLevel.Optimal,
            ("a.npy", Npy("<f4", "(2, 2)", Singles(1, 2, 3, 4), fortranOrder: true)), ("b.npy", Npy("<f4", "(3,)", Singles(5, 6, 7)))),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTruncationIsRejected(string name)
    {
        var bytes = Files[name];
        Assert.True(IsReadable(bytes));
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(IsReadable(bytes[..length]), $"{length} of {bytes.Length} bytes were accepted.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMutationIsReadOrRejected(string name)
    {
        var random = new Random(2026);
        var rejected = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Mutations; i++)
        {
            if (!IsReadable(Mutate(Files[name], random))) rejected++;
        }
        Assert.InRange(rejected, Mutations / 10, Mutations);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Mutations, 0, 1 << 18);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[at] = (byte)"0123456789-[]{}(),:\"'"[random.Next(21)];
                    break;
                case 3:
                    bytes.Insert(at, bytes[at]);
                    break;
                case 4 when bytes.Count > 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    for (var i = at; i < Math.Min(at + random.Next(1, 9), bytes.Count); i++) bytes[i] = 0xFF;
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>
    /// Whether the file opens without faults and all its tensors, those of types that are not weights apart, can be read. Throws on anything unforeseen.
    /// </summary>
    private static bool IsReadable(byte[] bytes)
    {
        try
        {
            var source = WeightsFile.Read(new MemoryStream(bytes), "a");
            using var owner = source as IDisposable;
            foreach (var spec in source.Tensors)
            {
                if (spec.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal)) continue;
                Assert.InRange(spec.Length, 0, bytes.Length * 1032L);
                source.ReadAll(spec.Name);
            }
            return source.Faults.Count == 0;
        }
        catch (WeightsException e)
        {
            Assert.NotEmpty(e.Faults);
            Assert.All(e.Faults, fault => Assert.False(string.IsNullOrWhiteSpace(fault)));
            return false;
        }
    }
}
